package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import java.time.Duration;

/** Options of the JobManager's REST endpoint and of the client's access to it. */
public final class RestServiceOptions {

    static final OptionSection SECTION = new OptionSection("REST");

    public static final ConfigOption<String> BIND_PORT = SECTION.text("rest.bind-port")
            .formerly("web.port")
            .does(
                    "Ports on which the REST endpoint may listen: one, or ranges such as 50100-50200,50300; 0 takes a free"
                            + " one.")
            .defaultsTo("0");

    public static final ConfigOption<String> BIND_ADDRESS = SECTION.text("rest.bind-address")
            .does("Local address on which the REST endpoint listens.")
            .defaultsTo("0.0.0.0");

    public static final ConfigOption<Duration> CONNECTION_TIMEOUT = SECTION.duration("rest.connection-timeout")
            .atLeast(Duration.ofMillis(100))
            .does("Time that a client's connection may take to open.")
            .defaultsTo(Duration.ofSeconds(15));

    public static final ConfigOption<Duration> IDLE_TIMEOUT = SECTION.duration("rest.idleness-timeout")
            .atLeast(Duration.ofSeconds(1))
            .does("Time after which a connection without traffic is closed.")
            .defaultsTo(Duration.ofMinutes(5));

    public static final ConfigOption<Duration> CLIENT_TIMEOUT = SECTION.duration("client.timeout")
            .atLeast(Duration.ofMillis(100))
            .does("Time that the client waits for one answer of the cluster.")
            .defaultsTo(Duration.ofMinutes(1));

    public static final ConfigOption<Boolean> CANCEL_ENABLED = SECTION.bool("web.cancel.enable")
            .does("Whether a job may be cancelled over REST.")
            .defaultsTo(true);

    private RestServiceOptions() {}
}
