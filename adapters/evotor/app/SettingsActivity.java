package tillpoints.evotor.app;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import java.util.Map;
import tillpoints.evotor.core.Json;
import tillpoints.evotor.core.Log;
import tillpoints.evotor.core.Settings;
import tillpoints.evotor.engine.Enrolment;

/** For the technician: the settings as text, and the code of a daemon to enrol at. */
public final class SettingsActivity extends Activity {
    private static final int PATIENCE_MS = 10000;
    private EditText text;
    private EditText code;
    private TextView said;

    @Override
    protected void onCreate(Bundle saved) {
        super.onCreate(saved);
        LinearLayout page = new LinearLayout(this);
        page.setOrientation(LinearLayout.VERTICAL);
        text = new EditText(this);
        text.setText(shown());
        page.addView(text);
        page.addView(button("Save", new Runnable() {
            @Override
            public void run() {
                save();
            }
        }));
        code = new EditText(this);
        code.setHint("https://ADDRESS:PORT/#CODE.FINGERPRINT");
        page.addView(code);
        page.addView(button("Enrol", new Runnable() {
            @Override
            public void run() {
                enrol();
            }
        }));
        page.addView(button("Status", new Runnable() {
            @Override
            public void run() {
                beside(new Told() {
                    @Override
                    public String tell() throws Exception {
                        String status = Tillpoints.of(SettingsActivity.this).status();
                        return status == null ? "The plugin does not run." : status;
                    }
                });
            }
        }));
        said = new TextView(this);
        page.addView(said);
        setContentView(page);
    }

    private Button button(String label, final Runnable touched) {
        Button button = new Button(this);
        button.setText(label);
        button.setOnClickListener(new View.OnClickListener() {
            @Override
            public void onClick(View view) {
                touched.run();
            }
        });
        return button;
    }

    private String shown() {
        return Json.write(Settings.shown(Tillpoints.readSettings(this)));
    }

    private void save() {
        final String typed = text.getText().toString();
        beside(new Told() {
            @Override
            public String tell() throws Exception {
                Map<String, Object> stored = Tillpoints.readSettings(SettingsActivity.this);
                store(Settings.typed(Json.map(Json.parse(typed)), stored));
                return "Saved.";
            }
        });
    }

    private void store(Map<String, Object> settings) throws Exception {
        Tillpoints.writeSettings(this, settings);
        Tillpoints.stop();
        Tillpoints.of(this);
    }

    private void enrol() {
        final Enrolment enrolment = Enrolment.read(code.getText().toString().trim());
        if (enrolment == null) {
            said.setText("This is no code of tillpointsd.");
            return;
        }
        beside(new Told() {
            @Override
            public String tell() throws Exception {
                Map<String, Object> settings = Tillpoints.readSettings(SettingsActivity.this);
                settings.put("engine", "http");
                settings.put("http", enrolment.enrol(PATIENCE_MS));
                store(settings);
                return "Enrolled.";
            }
        });
    }

    private interface Told {
        String tell() throws Exception;
    }

    /** Beside the screen's own thread, which must not wait for a daemon or a disk. */
    private void beside(final Told work) {
        new Thread("tillpoints-settings") {
            @Override
            public void run() {
                String told;
                try {
                    told = work.tell();
                } catch (Throwable failure) {
                    Tillpoints.LOG.say("a setting failed: " + Log.Failures.of(failure));
                    told = "Failed: " + failure.getMessage();
                }
                SettingsActivity.this.tell(told);
            }
        }.start();
    }

    private void tell(final String told) {
        runOnUiThread(new Runnable() {
            @Override
            public void run() {
                said.setText(told);
                text.setText(shown());
            }
        });
    }
}
