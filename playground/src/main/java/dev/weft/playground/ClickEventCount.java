package dev.weft.playground;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.sink.KafkaRecordSerializationSchema;
import dev.weft.connector.kafka.sink.KafkaSink;
import dev.weft.connector.kafka.source.KafkaSource;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.formats.json.JsonDeserializationSchema;
import dev.weft.formats.json.JsonSerializationSchema;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import java.util.Set;

/**
 * Counts the clicks on each page in windows of 15 seconds, from one Kafka topic to another. Started anew it reads on where its
 * consumer group has committed, or from the topic's begin.
 */
public final class ClickEventCount {

    private static final String CHECKPOINTING = "checkpointing";
    private static final String EVENT_TIME = "event-time";
    private static final String BACKPRESSURE = "backpressure";
    private static final String NAME = "click-event-count";
    private static final long CHECKPOINT_INTERVAL_MS = 1000;

    private ClickEventCount() {}

    public static void main(String[] arguments) throws Exception {
        CommandOptions options = CommandOptions.parse(
                "ClickEventCount",
                Set.of(CHECKPOINTING, EVENT_TIME, BACKPRESSURE),
                Set.of(CommandOptions.BOOTSTRAP_SERVERS, CommandOptions.INPUT_TOPIC, CommandOptions.OUTPUT_TOPIC),
                arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (options.has(CHECKPOINTING)) {
            env.enableCheckpointing(CHECKPOINT_INTERVAL_MS);
        }
        DataStream<ClickEvent> clicks = env.fromSource(source(options), watermarks(options), "ClickEvent Source")
                .uid("click-source");
        if (options.has(BACKPRESSURE)) {
            // A chain would slow the source itself down; behind an exchange the backpressure can be seen.
            clicks = clicks.keyBy(ClickEvent::page).map(new SlowPhases()).name("Slow Phases");
        }
        clicks.keyBy(ClickEvent::page)
                .window(
                        options.has(EVENT_TIME)
                                ? TumblingEventTimeWindows.of(Clicks.WINDOW)
                                : TumblingProcessingTimeWindows.of(Clicks.WINDOW))
                .aggregate(new ClickCounter(), new CountOfWindow())
                .name("ClickEvent Counter")
                .uid("click-counter")
                .sinkTo(sink(options))
                .name("ClickEventStatistics Sink")
                .uid("statistics-sink");
        env.execute("Click Event Count");
    }

    @SuppressWarnings("deprecation") // Kafka's own enum, which committedOffsets takes
    private static KafkaSource<ClickEvent> source(CommandOptions options) {
        return KafkaSource.<ClickEvent>builder()
                .setBootstrapServers(servers(options))
                .setTopics(options.text(CommandOptions.INPUT_TOPIC, "input"))
                .setGroupId(NAME)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(
                        org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST))
                .setValueOnlyDeserializer(new JsonDeserializationSchema<>(ClickEvent.class))
                // With checkpoints the source commits what they contain; else the consumer commits what it has read.
                .setProperty("enable.auto.commit", String.valueOf(!options.has(CHECKPOINTING)))
                .build();
    }

    private static WatermarkStrategy<ClickEvent> watermarks(CommandOptions options) {
        return options.has(EVENT_TIME)
                ? WatermarkStrategy.<ClickEvent>forMonotonousTimestamps()
                        .withTimestampAssigner((click, timestamp) -> click.timestamp())
                : WatermarkStrategy.noWatermarks();
    }

    private static KafkaSink<ClickEventStatistics> sink(CommandOptions options) {
        return KafkaSink.<ClickEventStatistics>builder()
                .setBootstrapServers(servers(options))
                .setRecordSerializer(KafkaRecordSerializationSchema.<ClickEventStatistics>builder()
                        .setTopic(options.text(CommandOptions.OUTPUT_TOPIC, "output"))
                        .setValueSerializationSchema(new JsonSerializationSchema<>())
                        .build())
                .setDeliveryGuarantee(
                        options.has(CHECKPOINTING) ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.NONE)
                .setTransactionalIdPrefix(NAME)
                .build();
    }

    private static String servers(CommandOptions options) {
        return options.text(CommandOptions.BOOTSTRAP_SERVERS, "localhost:9092");
    }
}
