export { everythingIn } from './everything-in.ts';
