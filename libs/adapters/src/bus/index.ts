export { GroupWork, type OnFailure } from './group-work.ts';
export { Parking } from './parking.ts';
