/** Header in which an admin names the principal in whose name it asks. */
export const AS_HEADER = 'cauce-as';
