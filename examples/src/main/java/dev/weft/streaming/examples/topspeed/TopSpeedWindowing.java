package dev.weft.streaming.examples.topspeed;

import static dev.weft.streaming.examples.options.ProgramOptions.EXECUTION_MODE;
import static dev.weft.streaming.examples.options.ProgramOptions.INPUT;
import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;
import dev.weft.connector.datagen.source.DataGeneratorSource;
import dev.weft.connector.file.src.FileSource;
import dev.weft.connector.file.src.reader.TextLineInputFormat;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.evictors.TimeEvictor;
import dev.weft.streaming.api.windowing.triggers.DeltaTrigger;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import java.time.Duration;
import java.util.List;

/**
 * Every time that a car has gone 50 metres, tells the report of its highest speed within the last ten seconds.
 *
 * <p>Options: {@code --input path} (lines {@code (car,km/h,metres,milliseconds)}, may be repeated), {@code --output
 * directory}, {@code --execution-mode}, {@code --discovery-interval duration}. Without input there are {@code --cars}
 * (default 2) that send {@code --rate} reports a second each (default 10), for ever or {@code --count} in all.
 */
public class TopSpeedWindowing {
    private static final String DISCOVERY_INTERVAL = "discovery-interval";
    private static final String CARS = "cars";
    private static final String RATE = "rate";
    private static final String COUNT = "count";
    private static final List<String> OPTIONS =
            List.of(INPUT, OUTPUT, EXECUTION_MODE, DISCOVERY_INTERVAL, CARS, RATE, COUNT);

    private static final int METRES_BETWEEN_RESULTS = 50;
    private static final Duration LOOKING_BACK = Duration.ofSeconds(10);

    private TopSpeedWindowing() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("TopSpeedWindowing", OPTIONS, args);
        options.checkFiles();

        StreamExecutionEnvironment env = options.environment();
        TypeInformation<CarReport> reportType = TypeInformation.of(CarReport.class);
        DataStream<CarReport> topSpeeds = reports(env, options)
                .keyBy(CarReport::car)
                .window(GlobalWindows.create())
                .evictor(TimeEvictor.of(LOOKING_BACK))
                .trigger(DeltaTrigger.of(
                        METRES_BETWEEN_RESULTS,
                        (before, now) -> now.distance() - before.distance(),
                        reportType.createSerializer(env.getConfig().getSerializerConfig())))
                .maxBy("speed")
                .name("top-speed");

        Results.of(topSpeeds, options.output());
        env.execute("TopSpeedWindowing");
    }

    /** The reports, those of a car in order, with their times. */
    private static DataStream<CarReport> reports(StreamExecutionEnvironment env, ProgramOptions options) {
        WatermarkStrategy<CarReport> times = WatermarkStrategy.<CarReport>forMonotonousTimestamps()
                .withTimestampAssigner((report, before) -> report.time());
        if (options.inputs().isEmpty()) {
            int cars = (int) options.number(CARS, 1, 1_000_000).orElse(2);
            long rate = options.number(RATE, 1, 1_000_000).orElse(10);
            DataGeneratorSource<CarReport> source = new DataGeneratorSource<>(
                    new Cars(cars),
                    options.number(COUNT, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
                    RateLimiterStrategy.perSecond((double) rate * cars),
                    TypeInformation.of(CarReport.class));
            // one instance, so that the reports of a car come in order
            return env.fromSource(source, times, "cars").setParallelism(1);
        }
        FileSource.FileSourceBuilder<String> files = FileSource.forRecordStreamFormat(
                new TextLineInputFormat(), options.inputs().toArray(new Path[0]));
        options.duration(DISCOVERY_INTERVAL).ifPresent(files::monitorContinuously);
        return env.fromSource(files.build(), WatermarkStrategy.noWatermarks(), "file-input")
                .map(CarReport::parse)
                .name("parse")
                .assignTimestampsAndWatermarks(times);
    }
}
