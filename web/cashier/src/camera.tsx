import { Banner, Dialog, t } from "@tillpoints/ui";
import { useEffect, useRef, useState } from "preact/hooks";

/** What the code before the camera says, if there is one. */
type Look = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<Array<{ rawValue: string }>>;
}
type DetectorMaker = new (options: { formats: string[] }) => Detector;

/** A picture of at most so many pixels in width is enough for a code that fills a third of it. */
const widest = 640;
const pause = 120;

/** Has this browser a camera for this page? Off loopback it asks for TLS. */
export function hasCamera(): boolean {
  return navigator.mediaDevices !== undefined;
}

function byTheBrowser(): Promise<Look> | undefined {
  const Maker = (window as unknown as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  if (!Maker) return undefined;
  const detector = new Maker({ formats: ["qr_code", "code_128", "ean_13"] });
  return Promise.resolve(async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue);
}

async function byOurScript(): Promise<Look> {
  const script = "./decoder.js";
  const { decode } = (await import(script)) as typeof import("./decoder");
  const canvas = document.createElement("canvas");
  return async (video) => {
    const scale = Math.min(1, widest / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context || canvas.width === 0) return undefined;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return decode(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

export function Camera(properties: { onCode: (text: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let ended = false;
    let stream: MediaStream | undefined;
    const watch = async (look: Look) => {
      while (!ended && video.current) {
        const text = await look(video.current);
        if (text !== undefined && !ended) return properties.onCode(text);
        await new Promise((then) => setTimeout(then, pause));
      }
    };
    const start = async () => {
      const look = await (byTheBrowser() ?? byOurScript()).catch(() => undefined);
      if (!look) return setProblem(t("camera_missing"));
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (ended || !video.current) return stream.getTracks().forEach((track) => track.stop());
        video.current.srcObject = stream;
        await video.current.play();
        await watch(look);
      } catch {
        setProblem(t("camera_refused"));
      }
    };
    void start();
    return () => {
      ended = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <Dialog title={t("scan")} onClose={properties.onClose}>
      <div class="camera">{problem ? <Banner kind="warning">{problem}</Banner> : <video ref={video} muted playsInline />}</div>
    </Dialog>
  );
}
