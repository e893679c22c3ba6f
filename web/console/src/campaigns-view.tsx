import { Banner, Button, dateTime, points, tell, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { CampaignForm } from "./campaign-form";
import { useSending } from "./entrance";
import { call, minor, type Campaign, type CampaignGroup, type CampaignOutcome } from "./model";
import { Counting, shown, Table } from "./show";
import { text, wordOf } from "./texts";

function stateOf(campaign: Campaign): string {
  const state = wordOf("campaign_state", campaign.state);
  return campaign.state === "running" ? `${state}, ${campaign.progress}\u00a0%` : state;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part * 1000) / whole) / 10);

/** Those who were addressed beside those who were held out: the difference is what the campaign brought. */
function Outcome(properties: { outcome: CampaignOutcome; currency: string }) {
  const { outcome, currency } = properties;
  const line = (name: string, key: string, of: (group: CampaignGroup) => string) => (
    <tr key={key} data-line={key}>
      <th scope="row">{name}</th>
      <td class="number">{of(outcome.addressed)}</td>
      <td class="number">{of(outcome.compared)}</td>
    </tr>
  );
  const perMember = (group: CampaignGroup) => (group.members === 0 ? null : group.turnover / group.members);
  return (
    <>
      <Table id="campaign-outcome" label={text("campaign_outcome")} head={[["", false], [text("addressed"), true], [text("compared"), true]]}>
        {line(text("members"), "members", (group) => shown(group.members, "count", currency))}
        {line(text("told"), "told", (group) => shown(group.told, "count", currency))}
        {line(text("buyers"), "buyers", (group) => shown(group.buyers, "count", currency))}
        {line(text("buyers_share"), "buyers_share", (group) => shown(share(group.buyers, group.members), "share", currency))}
        {line(text("purchases"), "purchases", (group) => shown(group.purchases, "count", currency))}
        {line(text("turnover_of_member"), "turnover_of_member", (group) => shown(perMember(group), "money", currency))}
      </Table>
      <p class="dim">
        {text("campaign_messages", { delivered: outcome.delivered, read: outcome.read, failed: outcome.failed })} {text("campaign_until", { until: dateTime(outcome.until) })}
      </p>
    </>
  );
}

function OneCampaign(properties: { campaign: number; currency: string; onClose: () => void }) {
  const { answer, problem, waited, again } = useAnswer<CampaignOutcome>(`campaigns/show?campaign=${properties.campaign}`);
  const stopping = useSending(
    () => tell<Campaign>(call("campaigns/stop"), { campaign: properties.campaign }),
    () => void again(),
  );
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : waited.seconds > 0 ? <Counting work={waited} /> : <Waiting />;
  return (
    <section class="card" id="campaign" data-campaign={answer.campaign} data-state={answer.state}>
      <div class="row between">
        <h2>{answer.name}</h2>
        <div class="row">
          <Button id="renew-campaign" onClick={() => void again()}>
            {text("renew")}
          </Button>
          {answer.state === "running" && (
            <Button kind="danger" id="stop-campaign" disabled={stopping.busy} onClick={stopping.submit}>
              {text("stop_campaign")}
            </Button>
          )}
          <Button id="close-campaign" onClick={properties.onClose}>
            {text("close")}
          </Button>
        </div>
      </div>
      {stopping.problem && <Banner kind="wrong">{stopping.problem}</Banner>}
      <p>
        {stateOf(answer)} · {text("campaign_begins")}: {dateTime(answer.begins)}
        {answer.certificate && ` · ${text("promotion_shown", { points: points(minor(answer.certificate.points)), from: dateTime(answer.certificate.from), to: dateTime(answer.certificate.to) })}`}
        {answer.points > 0 && ` · ${text("points")}: ${points(minor(answer.points))}`}
      </p>
      {answer.message && <p class="comment">{answer.message}</p>}
      <Outcome outcome={answer} currency={properties.currency} />
    </section>
  );
}

/** Campaigns, the newest first, what came of each, and a new one. */
export function CampaignsView(properties: { currency: string; givesPoints: boolean }) {
  const { answer, problem, again } = useAnswer<{ campaigns: Campaign[] }>("campaigns");
  const [open, setOpen] = useState<number | null>(null);
  const [making, setMaking] = useState(false);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const close = () => {
    setOpen(null);
    setMaking(false);
    void again();
  };
  if (making)
    return (
      <CampaignForm
        givesPoints={properties.givesPoints}
        onClose={close}
        onMade={(campaign) => {
          setMaking(false);
          setOpen(campaign.campaign);
        }}
      />
    );
  if (open !== null) return <OneCampaign campaign={open} currency={properties.currency} onClose={close} />;
  return (
    <section class="card">
      <div class="row between">
        <h2>{text("tab_campaigns")}</h2>
        <Button kind="main" id="new-campaign" onClick={() => setMaking(true)}>
          {text("new_campaign")}
        </Button>
      </div>
      {answer.campaigns.length === 0 ? (
        <p id="no-campaigns">{text("no_campaigns")}</p>
      ) : (
        <Table id="campaigns" label={text("tab_campaigns")} head={[[text("campaign_name"), false], [text("campaign_begins"), false], [text("state"), false], [text("members"), true], ["", false]]}>
          {answer.campaigns.map((campaign) => (
            <tr key={campaign.campaign}>
              <td>{campaign.name}</td>
              <td>{dateTime(campaign.begins)}</td>
              <td>{stateOf(campaign)}</td>
              <td class="number">{shown(campaign.selected, "count", properties.currency)}</td>
              <td>
                <Button id={`campaign-${campaign.campaign}`} onClick={() => setOpen(campaign.campaign)}>
                  {text("open")}
                  <span class="unseen"> {campaign.name}</span>
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
