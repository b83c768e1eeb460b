/** Endings of files of sound and film, which do not belong to a recording's name. */
const mediaEnding =
  /\.(?:wave?|bwf|rf64|w64|aiff?|aifc|caf|au|snd|flac|mp3|mp4|m4a|m4v|aac|oga|ogg|opus|wma|webm|mkv|mka|mov|avi|mpe?g|3gp|amr)$/i;

/** Characters that nobody sees: marks of order and direction, soft hyphens, spaces without width. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * Text as names are compared: letters composed in one way (Unicode NFC), in lower case, without characters that
 * nobody sees, any white space as one blank.
 */
export function foldName(text: string): string {
  return text
    .replace(unseen, '')
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * What the names of one recording have in common, however they are written in a table or on disk: the folded name
 * (`foldName`) without quotes around it, folders before it and the ending of a sound or film file after it.
 * `Data\P1.WAV`, `'p1'` and `P1.m4a` are all `p1`.
 */
export function recordingKey(found: string): string {
  const plain = foldName(found).replace(/^'(.*)'$/u, '$1');
  return plain
    .slice(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1)
    .replace(mediaEnding, '')
    .trim();
}

/** Whether a file's name ends like one of sound or film. */
export function isMediaFile(name: string): boolean {
  return mediaEnding.test(name);
}

/** Whether a key can be the name of a recording: not empty, not hidden, no control characters or broken letters. */
export function isRecordingKey(key: string): boolean {
  return key !== '' && !key.startsWith('.') && !/[/\\\p{Cc}\ufffd]/u.test(key);
}
