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
        text.setText(Json.write(Tillpoints.readSettings(this)));
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

    private void save() {
        try {
            store(Json.map(Json.parse(text.getText().toString())));
            said.setText("Saved.");
        } catch (Throwable wrong) {
            said.setText("Not saved: " + wrong.getMessage());
        }
    }

    private void store(Map<String, Object> settings) throws Exception {
        Tillpoints.writeSettings(this, settings);
        Tillpoints.stop();
        Tillpoints.of(this);
    }

    /** The daemon is asked beside the screen's own thread. */
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
                text.setText(Json.write(Tillpoints.readSettings(SettingsActivity.this)));
            }
        });
    }
}
