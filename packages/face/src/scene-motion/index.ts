export { sceneOf, type GreyPicture } from './grey-picture.js';
export { measureSceneMotion, type EnoughMotion, type SceneFrame, type SceneMotion } from './measure-scene-motion.js';
