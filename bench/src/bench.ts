import { dispatch } from './dispatch.js';

/* `npm run bench -- engine|peers|server|capture`: each in a module of its own name in bench/. */
await dispatch(new URL('./bench/', import.meta.url), process.argv.slice(2));
