export { sceneOf, type GreyPicture } from './grey-picture.js';
export { measureSceneMotion, type EnoughMotion, type KnownMotion, type SceneFrame, type SceneMotion } from './measure-scene-motion.js';
