import { dispatch } from './dispatch.js';

/* `npm run evaluate -- match|calibrate|compact|liveness <data>`: each in a module of its own name in evaluate/. */
await dispatch(new URL('./evaluate/', import.meta.url), process.argv.slice(2));
