export { SCORING } from './scoring.controller.ts';
export { ScoringModule } from './scoring.module.ts';
