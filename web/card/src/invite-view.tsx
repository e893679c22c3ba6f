import { ask, Banner, Button, points, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { call, type Invitation } from "./model";
import { QrPicture } from "./qr";
import { percent, text, wordsOfProblem } from "./texts";

export function InviteView() {
  const [told, setTold] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState("");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    ask<Invitation>(call("invitation")).then(setTold, (failure) => setProblem(wordsOfProblem(failure)));
  }, []);
  if (problem) return <Banner kind="wrong">{problem}</Banner>;
  if (!told) return <Waiting />;
  const copy = async () => {
    await navigator.clipboard.writeText(told.link);
    setCopied(true);
  };
  return (
    <section class="card invite">
      <p>
        {text("invite_what")} {told.reward > 0 && text("invite_reward", { points: points(told.reward) })}{" "}
        {told.rate > 0 && text("invite_rate", { percent: percent(told.rate) })}
      </p>
      <QrPicture code={told.qr} label={told.link} />
      <p class="link">
        <span class="unseen">{text("invite_link")} </span>
        <span id="link">{told.link}</span>
      </p>
      <div class="row">
        {typeof navigator.share === "function" && (
          <Button kind="main" onClick={() => void navigator.share({ url: told.link }).catch(() => undefined)}>
            {text("share")}
          </Button>
        )}
        <Button id="copy" onClick={() => void copy()}>
          {text(copied ? "copied" : "copy")}
        </Button>
      </div>
      <dl class="facts">
        <dt>{text("invite_brought")}</dt>
        <dd id="invited">{told.invited}</dd>
        <dt>{text("invite_bought")}</dt>
        <dd id="bought">{told.bought}</dd>
        <dt>{text("invite_earned")}</dt>
        <dd id="earned">{points(told.earned)}</dd>
      </dl>
    </section>
  );
}
