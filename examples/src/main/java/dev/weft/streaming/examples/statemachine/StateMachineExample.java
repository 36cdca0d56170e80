package dev.weft.streaming.examples.statemachine;

import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.connector.datagen.source.DataGeneratorSource;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import dev.weft.util.Collector;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows the state of a thousand connections and raises an alert at every step that is not allowed; after an alert a
 * connection is taken to be closed.
 *
 * <p>Options: {@code --error-rate} share of wrong steps (default 0.01), {@code --rps} events a second (default 1000),
 * {@code --count} of events (default: endless), {@code --backend} hashmap or rocksdb (default: the cluster's), {@code
 * --output directory}.
 */
public class StateMachineExample {
    private static final String ERROR_RATE = "error-rate";
    private static final String EVENTS_PER_SECOND = "rps";
    private static final String COUNT = "count";
    private static final String BACKEND = "backend";
    private static final List<String> OPTIONS = List.of(ERROR_RATE, EVENTS_PER_SECOND, COUNT, BACKEND, OUTPUT);

    /** Where the state of connections is kept. */
    private enum Backend {
        HASHMAP,
        ROCKSDB
    }

    private StateMachineExample() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("StateMachineExample", OPTIONS, args);
        options.checkFiles();

        StreamExecutionEnvironment env = options.environment();
        options.choice(BACKEND, Backend.class).ifPresent(backend -> {
            Configuration configuration = new Configuration();
            configuration.set(StateBackendOptions.STATE_BACKEND, backend.name().toLowerCase(Locale.ROOT));
            env.configure(configuration);
        });

        DataGeneratorSource<Event> source = new DataGeneratorSource<>(
                new Traffic(options.share(ERROR_RATE).orElse(0.01)),
                options.number(COUNT, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
                RateLimiterStrategy.perSecond(
                        options.number(EVENTS_PER_SECOND, 1, 100_000_000).orElse(1000)),
                TypeInformation.of(Event.class));
        DataStream<Alert> alerts = env.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                .setParallelism(1)
                .keyBy(Event::address)
                .flatMap(new Following())
                .name("state-machine");

        Results.of(alerts, options.output());
        env.execute("StateMachineExample");
    }

    /** Keeps the state of each connection. */
    static final class Following extends RichFlatMapFunction<Event, Alert> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<ConnectionState> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", ConnectionState.class));
        }

        @Override
        public void flatMap(Event event, Collector<Alert> out) throws IOException {
            ConnectionState before = Optional.ofNullable(state.value()).orElse(ConnectionState.CLOSED);
            Optional<ConnectionState> after = before.after(event.step());
            if (after.isEmpty()) {
                out.collect(new Alert(event.address(), before, event.step()));
            }
            if (after.isEmpty() || after.get() == ConnectionState.CLOSED) {
                state.clear();
            } else {
                state.update(after.get());
            }
        }
    }
}
