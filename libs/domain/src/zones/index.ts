export { type CandidateZones, candidateZones, type Whereabouts } from './candidates.ts';
