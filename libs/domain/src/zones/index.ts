export {
  type CandidateZones,
  candidateZones,
  type Whereabout,
  type Whereabouts,
  whereIsAddress,
  whereIsPhone,
} from './candidates.ts';
