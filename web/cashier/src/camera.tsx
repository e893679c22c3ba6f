import { Banner, Dialog, t } from "@tillpoints/ui";
import { useEffect, useRef, useState } from "preact/hooks";

interface Detector {
  detect(source: HTMLVideoElement): Promise<Array<{ rawValue: string }>>;
}
type DetectorMaker = new (options: { formats: string[] }) => Detector;

function maker(): DetectorMaker | undefined {
  return (window as unknown as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}

/** Can this browser read codes by a camera? */
export function hasCamera(): boolean {
  return maker() !== undefined && navigator.mediaDevices !== undefined;
}

export function Camera(properties: { onCode: (text: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let ended = false;
    let stream: MediaStream | undefined;
    const look = async (detector: Detector) => {
      while (!ended && video.current) {
        const found = await detector.detect(video.current).catch(() => []);
        if (found[0] && !ended) return properties.onCode(found[0].rawValue);
        await new Promise((then) => setTimeout(then, 120));
      }
    };
    const start = async () => {
      const Maker = maker();
      if (!Maker) return setProblem(t("camera_missing"));
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (ended || !video.current) return stream.getTracks().forEach((track) => track.stop());
        video.current.srcObject = stream;
        await video.current.play();
        await look(new Maker({ formats: ["qr_code", "code_128", "ean_13"] }));
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
