// All keys, as the help sheet shows them.
export const keyTable = [
  { keys: ['J', '↓'], does: 'next' }, { keys: ['K', '↑'], does: 'previous' }, { keys: ['Esc'], does: 'backToList' },
  { keys: ['R'], does: 'reply' }, { keys: ['N'], does: 'note' }, { keys: ['E'], does: 'close' }, { keys: ['H'], does: 'snooze' },
  { keys: ['A'], does: 'assign' }, { keys: ['L'], does: 'tag' }, { keys: ['I'], does: 'contact' }, { keys: ['C'], does: 'start' }, { keys: ['U'], does: 'undo' },
  { keys: ['⌘/Ctrl', 'Enter'], does: 'send' }, { keys: ['Tab'], does: 'fix' }, { keys: ['Alt', 'Enter'], does: 'promise' },
  { keys: ['G', 'I'], does: 'goOpen' }, { keys: ['G', 'M'], does: 'goMine' }, { keys: ['G', 'U'], does: 'goUnassigned' }, { keys: ['G', 'P'], does: 'goPromised' },
  { keys: ['G', 'W'], does: 'goWaiting' }, { keys: ['G', 'Z'], does: 'goSnoozed' }, { keys: ['G', 'C'], does: 'goClosed' }, { keys: ['G', 'A'], does: 'goAll' }, { keys: ['G', 'S'], does: 'goSettings' },
  { keys: ['?'], does: 'help' },
] as const;
