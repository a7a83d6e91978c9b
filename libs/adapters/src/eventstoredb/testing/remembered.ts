/** What is made of an object, made once for as long as the object is there. */
export const remembered = <K extends WeakKey, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, V>();
  return (key) => known.getOrInsertComputed(key, make);
};
