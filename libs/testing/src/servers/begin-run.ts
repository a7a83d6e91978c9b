/** Before a run of tests: names it, so that the servers which its tests start can be told from those of a person. */
export default (): void => {
  process.env.CAUCE_TEST_RUN = String(process.pid);
};
