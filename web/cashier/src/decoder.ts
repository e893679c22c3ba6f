// Reads codes from pictures where the browser cannot. A script of its own, which is loaded with the first use of the camera.
import BinaryBitmap from "@zxing/library/esm/core/BinaryBitmap";
import RGBLuminanceSource from "@zxing/library/esm/core/RGBLuminanceSource";
import HybridBinarizer from "@zxing/library/esm/core/common/HybridBinarizer";
import Code128Reader from "@zxing/library/esm/core/oned/Code128Reader";
import EAN13Reader from "@zxing/library/esm/core/oned/EAN13Reader";
import QRCodeReader from "@zxing/library/esm/core/qrcode/QRCodeReader";

const readers = [new QRCodeReader(), new Code128Reader(), new EAN13Reader()];

function luminance({ data, width, height }: ImageData): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(width * height);
  for (let pixel = 0; pixel < grey.length; ++pixel) {
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * pixel, 4 * pixel + 3);
    grey[pixel] = (red + 2 * green + blue) / 4;
  }
  return grey;
}

/** What the QR code, Code 128 or EAN-13 in the picture says, if one can be read. */
export function decode(picture: ImageData): string | undefined {
  const source = new RGBLuminanceSource(luminance(picture), picture.width, picture.height);
  const bitmap = new BinaryBitmap(new HybridBinarizer(source));
  for (const reader of readers) {
    try {
      return reader.decode(bitmap).getText();
    } catch {
      reader.reset(); // it found none, or a part of one
    }
  }
  return undefined;
}
