package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.KafkaFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Partitions in memory, whose timestamps are their offsets. */
final class FakeBrokers implements Brokers {

    private record Range(long beginning, long end) {}

    private final Map<TopicPartition, Range> partitions = new HashMap<>();
    final Map<TopicPartition, Long> committed = new HashMap<>();
    boolean away;
    boolean closed;

    void put(TopicPartition partition, long beginning, long end) {
        partitions.put(partition, new Range(beginning, end));
    }

    @Override
    public Set<TopicPartition> partitions(Subscription subscription) {
        if (away) {
            throw new KafkaFailure("the brokers are away");
        }
        Set<String> topics = ((Subscription.Described) subscription).topics(() -> {
            Set<String> all = new HashSet<>();
            partitions.keySet().forEach(partition -> all.add(partition.topic()));
            return all;
        });
        Set<TopicPartition> found = new HashSet<>(partitions.keySet());
        found.removeIf(partition -> !topics.contains(partition.topic()));
        return found;
    }

    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> asked) {
        Map<TopicPartition, Long> offsets = new HashMap<>(committed);
        offsets.keySet().retainAll(asked);
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> asked) {
        return each(asked, Range::end);
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> asked) {
        return each(asked, Range::beginning);
    }

    private Map<TopicPartition, Long> each(Collection<TopicPartition> asked, Function<Range, Long> edge) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        asked.forEach(partition -> offsets.put(partition, edge.apply(partitions.get(partition))));
        return offsets;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> asked) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        asked.forEach((partition, timestamp) -> {
            Range range = partitions.get(partition);
            if (timestamp < range.end()) {
                found.put(partition, new OffsetAndTimestamp(Math.max(timestamp, range.beginning()), timestamp));
            }
        });
        return found;
    }

    @Override
    public void close() {
        closed = true;
    }
}
