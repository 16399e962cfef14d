import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import "./replay.css";
import { useCommand } from "../../hooks/use-command.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { SeekBar } from "./seek-bar.tsx";

const SPEEDS = ["1", "10", "100", "max"] as const;
type SpeedChoice = (typeof SPEEDS)[number];

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** The controls of a recorded market; there only while one is loaded. */
export function ReplayBar(): ReactNode {
  const text = useText();
  const { client, replay } = useServices();
  const view = useCell(replay);
  const { error, run } = useCommand();
  if (!view?.replay.loaded) return null;
  const { playing, finished, speed, files } = view.replay;
  const toggle = (): void => void run(() => (playing ? client.replay.pause({}) : client.replay.play({})));
  const setSpeed = (choice: SpeedChoice): void =>
    void run(() => client.replay.setSpeed({ speed: choice === "max" ? "max" : Number(choice) }));
  const label = (choice: SpeedChoice): string =>
    choice === "max" ? text("replay.speed.maxLong") : text("replay.speed.timesLong", { times: choice });

  return (
    <section aria-label={text("replay.label")}>
      <div className="replay">
        <Button
          className="replay-toggle"
          look={playing ? "plain" : "primary"}
          aria-label={text(playing ? "replay.pause" : "replay.play")}
          title={text(playing ? "replay.pause" : "replay.play")}
          onClick={toggle}
        >
          <Icon of={playing ? Pause : Play} />
        </Button>
        <Segmented
          label={text("replay.speed")}
          value={SPEEDS.find((choice) => choice === String(speed))}
          options={SPEEDS.map((value) => ({
            value,
            text: value === "max" ? text("replay.speed.max") : `${value}×`,
            label: label(value),
          }))}
          onChoose={setSpeed}
        />
        <SeekBar view={view} onSeek={(toMs) => void run(() => client.replay.seek({ toMs }))} />
        <span className="replay-name" title={files.join("\n")}>
          {finished ? text("replay.finished") : files.map(fileName).join(", ")}
        </span>
      </div>
      {error !== undefined && (
        <div className="replay-error">
          <ErrorNote error={error} />
        </div>
      )}
    </section>
  );
}
