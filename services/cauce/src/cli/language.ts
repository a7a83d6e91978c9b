import type { Language } from '@cauce/domain';
import { Option } from 'commander';

/** In which language a command says what it found. */
export interface Spoken {
  readonly lang: Language;
}

/** `--lang`. */
export const spoken = (): Option =>
  new Option('--lang <language>', 'language of the words').choices(['es', 'en']).default('en');
