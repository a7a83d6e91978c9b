/** `npm run build`: compiles every package into its `dist` folder. */
import { ensureBuilt } from './ensure.mjs';

ensureBuilt();
