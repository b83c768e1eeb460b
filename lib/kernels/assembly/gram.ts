export { strip } from './shared/tiles';
