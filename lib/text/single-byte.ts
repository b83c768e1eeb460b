/** Characters of the bytes 128 to 255; U+FFFD for undefined bytes. From Python's codecs cp1252 and cp850. */
const upperHalf: Record<SingleByteEncoding, string> = {
  'Windows-1252': `€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ${String.fromCharCode(...Array.from({ length: 96 }, (_, i) => 160 + i))}`,
  'CP850 (DOS)':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** Single-byte encodings that Node's TextDecoder lacks or, as Windows-1252 on Node 20, decodes as Latin-1. */
export type SingleByteEncoding = 'Windows-1252' | 'CP850 (DOS)';

/** Decodes bytes in a single-byte encoding. */
export function decodeSingleByte(bytes: Uint8Array, encoding: SingleByteEncoding): string {
  const upper = upperHalf[encoding];
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u00ff]/g, (character) => upper[character.charCodeAt(0) - 128]);
}

const codes = new Map(
  Array.from(upperHalf['Windows-1252'], (character, i) => [character, 128 + i] as const).filter(
    ([character]) => character !== '\ufffd',
  ),
);

/** Encodes a text in Windows-1252; undefined when the encoding lacks a character. */
export function encodeWindows1252(text: string): Buffer | undefined {
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Most programs decode undefined bytes as control characters.
    const byte = code < 160 ? code : codes.get(text[i]);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
