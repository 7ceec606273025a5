export { watchCamera, type CameraWatch } from './watch-camera.js';
