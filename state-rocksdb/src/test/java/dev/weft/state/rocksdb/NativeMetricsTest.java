package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.ReadableConfig;
import dev.weft.contrib.streaming.state.RocksDBNativeMetricOptions;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.testing.NoMetrics;
import dev.weft.metrics.CharacterFilter;
import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;
import dev.weft.metrics.Histogram;
import dev.weft.metrics.Meter;
import dev.weft.metrics.MetricGroup;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class NativeMetricsTest {

    private static final String PREFIX = "state.backend.rocksdb.metrics.";

    @TempDir
    Path directory;

    /** Remembers the gauges of all its groups by their names. */
    private record RecordingMetrics(String scope, Map<String, Gauge<?>> gauges) implements MetricGroup {

        private static final MetricGroup REST = new NoMetrics();

        RecordingMetrics() {
            this("", new TreeMap<>());
        }

        Object value(String name) {
            return gauges.get(name).getValue();
        }

        @Override
        public Counter counter(String name) {
            return REST.counter(name);
        }

        @Override
        public <C extends Counter> C counter(String name, C counter) {
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(scope + name, gauge);
            return gauge;
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            return histogram;
        }

        @Override
        public <M extends Meter> M meter(String name, M meter) {
            return meter;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new RecordingMetrics(scope + name + ".", gauges);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return addGroup(key).addGroup(value);
        }

        @Override
        public String[] getScopeComponents() {
            return REST.getScopeComponents();
        }

        @Override
        public Map<String, String> getAllVariables() {
            return REST.getAllVariables();
        }

        @Override
        public String getMetricIdentifier(String metricName) {
            return scope + metricName;
        }

        @Override
        public String getMetricIdentifier(String metricName, CharacterFilter filter) {
            return scope + metricName;
        }
    }

    /** Says yes to every question. */
    private static final class EverythingOn implements ReadableConfig {
        @Override
        @SuppressWarnings("unchecked") // asked for options that are true or false
        public <T> T get(ConfigOption<T> option) {
            return (T) Boolean.TRUE;
        }

        @Override
        public <T> Optional<T> getOptional(ConfigOption<T> option) {
            return Optional.of(get(option));
        }

        @Override
        public Map<String, String> toMap() {
            return Map.of();
        }
    }

    private Instance open(RecordingMetrics metrics, Configuration configuration) throws Exception {
        return new Instance(
                configuration, new FakeStateHost("'op' (1/1)", getClass().getClassLoader(), metrics), List.of());
    }

    @Test
    void everyNumberThatCanBeChosenIsOneThatRocksDbKeeps() throws Exception {
        Collection<String> all =
                RocksDBNativeMetricOptions.fromConfig(new EverythingOn()).getProperties();
        assertThat(all).hasSizeGreaterThan(20);
        NativeLibrary.load(List.of(directory));
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, directory.resolve("db").toString())) {
            for (String property : all) {
                assertThatCode(() -> db.getLongProperty(property)).as(property).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void chosenNumbersAreShownForEveryStateUntilItIsClosed() throws Exception {
        RecordingMetrics metrics = new RecordingMetrics();
        Configuration configuration = Instance.in(directory);
        configuration.setString(PREFIX + "estimate-num-keys", "true");
        configuration.setString(PREFIX + "size-all-mem-tables", "true");
        configuration.setString(PREFIX + "block-cache-capacity", "true");
        try (Instance instance = open(metrics, configuration)) {
            instance.fill(instance.bytes(), 2000);
            instance.state(new ValueStateDescriptor<>("unused", Types.LONG), Optional.empty());
            instance.backend.snapshot().close();

            assertThat(metrics.gauges().keySet())
                    .containsExactly(
                            "rocksdb.bytes.block-cache-capacity",
                            "rocksdb.bytes.estimate-num-keys",
                            "rocksdb.bytes.size-all-mem-tables",
                            "rocksdb.unused.block-cache-capacity",
                            "rocksdb.unused.estimate-num-keys",
                            "rocksdb.unused.size-all-mem-tables");
            assertThat((Long) metrics.value("rocksdb.bytes.estimate-num-keys")).isBetween(1500L, 2500L);
            assertThat(metrics.value("rocksdb.unused.estimate-num-keys")).isEqualTo(0L);
            assertThat((Long) metrics.value("rocksdb.bytes.size-all-mem-tables"))
                    .isPositive();
            assertThat((Long) metrics.value("rocksdb.bytes.block-cache-capacity"))
                    .isPositive();
        }
        assertThat(metrics.gauges().values())
                .allSatisfy(gauge -> assertThat(gauge.getValue()).isEqualTo(0L));
    }

    @Test
    void withoutAChoiceThereIsNothingToShow() throws Exception {
        RecordingMetrics metrics = new RecordingMetrics();
        try (Instance instance = open(metrics, Instance.in(directory))) {
            instance.fill(instance.bytes(), 10);
            assertThat(metrics.gauges()).isEmpty();
        }
    }
}
