// Pictures of codes for the tests, drawn by the encoder of the library that the decoder is made of.
import { writeFileSync } from "node:fs";
import zxing from "@zxing/library";

const { BarcodeFormat, EncodeHintType, MultiFormatWriter } = zxing;

/** A grey picture of a QR code in the middle of a white one: rows of bytes. */
export function qrPicture(text, width, height) {
  const side = Math.floor(Math.min(width, height) * 0.6);
  const modules = new MultiFormatWriter().encode(text, BarcodeFormat.QR_CODE, side, side, new Map([[EncodeHintType.MARGIN, 4]]));
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  const grey = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < side; ++y)
    for (let x = 0; x < side; ++x) if (modules.get(x, y)) grey[(y + top) * width + x + left] = 0;
  return grey;
}

/** A film of one picture without colours, in the form that Chromium takes for its camera's. */
export function writeFilm(path, grey, width, height) {
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc((width * height) / 2, 128)]);
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`), frame, frame]));
}
