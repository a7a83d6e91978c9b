export { GroupWork, type OnFailure } from './group-work.ts';
export { newerOnly } from './newer-only.ts';
export { Parking } from './parking.ts';
