package tillpoints.evotor.app;

import android.app.Activity;
import android.os.Bundle;
import android.text.InputType;
import android.view.View;
import android.widget.Button;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import tillpoints.evotor.core.Log;
import tillpoints.evotor.core.Screen;
import tillpoints.evotor.core.Texts;

/** Shows a {@link Screen}. However it ends, the register is answered. */
public final class CashierActivity extends Activity {
    static final String TOKEN = "tillpoints.token";

    private Screen screen;
    private LinearLayout page;
    private TextView lines;
    private EditText input;
    private Button find;
    private Button maximum;
    private Button done;

    @Override
    protected void onCreate(Bundle saved) {
        super.onCreate(saved);
        try {
            screen = Tillpoints.of(this).screen(getIntent().getStringExtra(TOKEN));
        } catch (Throwable failure) {
            Tillpoints.LOG.say("the screen has no till: " + Log.Failures.of(failure));
        }
        if (screen == null) {
            finish(); // the process was started anew, and the question is answered or lost
            return;
        }
        build();
        screen.onChange(new Runnable() {
            @Override
            public void run() {
                runOnUiThread(new Runnable() {
                    @Override
                    public void run() {
                        show();
                    }
                });
            }
        });
        show();
    }

    private void build() {
        setTitle(screen.text(Texts.Text.TITLE));
        page = new LinearLayout(this);
        page.setOrientation(LinearLayout.VERTICAL);
        lines = new TextView(this);
        page.addView(lines);
        input = new EditText(this);
        input.setInputType(InputType.TYPE_CLASS_PHONE);
        page.addView(input);
        find = button(Texts.Text.FIND, new Runnable() {
            @Override
            public void run() {
                boolean secret = screen.asksSecret();
                String said = typed();
                if (secret) input.setText("");
                if (secret) screen.secret(said);
                else screen.phone(said);
            }
        });
        maximum = button(Texts.Text.MAXIMUM, new Runnable() {
            @Override
            public void run() {
                screen.maximum();
            }
        });
        done = button(Texts.Text.DONE, new Runnable() {
            @Override
            public void run() {
                screen.done(typed());
            }
        });
        setContentView(page);
    }

    private Button button(Texts.Text text, final Runnable touched) {
        Button button = new Button(this);
        button.setText(screen.text(text));
        button.setOnClickListener(new View.OnClickListener() {
            @Override
            public void onClick(View view) {
                touched.run();
            }
        });
        page.addView(button);
        return button;
    }

    private String typed() {
        return input.getText().toString();
    }

    private void show() {
        if (screen.over()) {
            finish();
            return;
        }
        StringBuilder text = new StringBuilder();
        for (String each : screen.lines()) text.append(each).append('\n');
        lines.setText(text.toString());
        boolean customer = screen.asksCustomer();
        boolean amount = screen.asksAmount();
        boolean secret = screen.asksSecret();
        if (amount != maximum.isEnabled()) input.setText("");
        input.setInputType(secret ? InputType.TYPE_CLASS_NUMBER | InputType.TYPE_NUMBER_VARIATION_PASSWORD : InputType.TYPE_CLASS_PHONE);
        input.setHint(screen.text(secret ? Texts.Text.SECRET : amount ? Texts.Text.AMOUNT : Texts.Text.ASK_CUSTOMER));
        input.setEnabled(customer || amount || secret);
        find.setText(screen.text(secret ? Texts.Text.CONFIRM : Texts.Text.FIND));
        find.setEnabled(customer || secret);
        maximum.setEnabled(amount);
        done.setText(screen.text(secret ? Texts.Text.WITHOUT : Texts.Text.DONE));
        done.setEnabled(customer || amount || secret || !screen.lines().isEmpty());
    }

    @Override
    protected void onDestroy() {
        super.onDestroy();
        if (screen != null && (isFinishing() || !isChangingConfigurations())) screen.leave();
    }
}
