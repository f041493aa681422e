/** A voice that has every clip and makes no sound. It takes the place of the player's own. */

export function createVoice() {
  return {
    late: [],
    onSilent() {},
    out: () => null,
    prepare: async (_script, progress) => progress(1, 1),
    unlock: async () => {},
    say() {},
    stop() {},
  };
}
