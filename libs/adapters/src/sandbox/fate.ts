/** What a sandbox provider does with a message: it refuses it at once, for good or for now, or says later what became of it. */
export type Fate = 'rejected' | 'deferred' | 'bounced-hard' | 'bounced-soft' | 'delivered';
