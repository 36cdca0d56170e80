package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.AdminClients;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * {@link Brokers} through Kafka's admin client, which is made at the first question. The questions come on one worker
 * thread at a time, {@link #close} on the coordinator's.
 */
final class AdminBrokers implements Brokers {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Kafka's answer when no record is as young as was asked for. */
    private static final long NONE = -1;

    private final Properties properties;
    private AdminClient admin;
    private boolean closed;

    /** @param properties those of the source's consumers */
    AdminBrokers(Properties properties) {
        this.properties = properties;
    }

    @Override
    public Set<TopicPartition> partitions(Subscription subscription) {
        return subscription instanceof Subscription.BySubscriber own
                ? given(own.subscriber())
                : described((Subscription.Described) subscription);
    }

    private Set<TopicPartition> given(KafkaSubscriber subscriber) {
        Set<TopicPartition> partitions;
        try {
            partitions = subscriber.getSubscribedTopicPartitions(admin());
        } catch (RuntimeException failure) {
            forget();
            throw KafkaFailure.of(
                    "the subscriber " + subscriber.getClass().getName() + " has failed", failure, properties);
        }
        if (partitions == null) {
            throw new KafkaFailure("the subscriber " + subscriber.getClass().getName()
                    + " gave null; it must give a set of partitions, which may be empty");
        }
        return partitions;
    }

    private Set<TopicPartition> described(Subscription.Described subscription) {
        Set<String> topics =
                subscription.topics(() -> answer(admin().listTopics().names(), "can't list the topics"));
        Map<String, TopicDescription> described =
                answer(admin().describeTopics(topics).allTopicNames(), "can't describe the " + subscription);
        Set<TopicPartition> existing = new HashSet<>();
        described
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> existing.add(new TopicPartition(topic.name(), partition.partition()))));
        if (subscription instanceof Subscription.Partitions single) {
            return named(single, existing);
        }
        return existing;
    }

    private Set<TopicPartition> named(Subscription.Partitions named, Set<TopicPartition> existing) {
        for (TopicPartition partition : named.partitions()) {
            if (!existing.contains(partition)) {
                throw new KafkaFailure(
                        "partition " + partition + " does not exist: topic " + partition.topic() + " has "
                                + existing.stream()
                                        .filter(each -> each.topic().equals(partition.topic()))
                                        .count()
                                + " partitions");
            }
        }
        return named.partitions();
    }

    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
        String group = properties.getProperty(ConsumerConfig.GROUP_ID_CONFIG);
        if (group == null) {
            throw new KafkaFailure("committed offsets need a consumer group, and the source has none:"
                    + " set one with KafkaSourceBuilder.setGroupId");
        }
        Map<TopicPartition, OffsetAndMetadata> committed = answer(
                admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                "can't read the offsets of consumer group " + group);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        }
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return offsets(all(partitions, OffsetSpec.latest()));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return offsets(all(partitions, OffsetSpec.earliest()));
    }

    private static Map<TopicPartition, OffsetSpec> all(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> asked) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        list(asked).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestampsToSearch) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        timestampsToSearch.forEach(
                (partition, timestampMs) -> asked.put(partition, OffsetSpec.forTimestamp(timestampMs)));
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        list(asked).forEach((partition, info) -> {
            if (info.offset() != NONE) {
                found.put(partition, new OffsetAndTimestamp(info.offset(), info.timestamp(), info.leaderEpoch()));
            }
        });
        return found;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(Map<TopicPartition, OffsetSpec> asked) {
        return answer(
                admin().listOffsets(asked, new ListOffsetsOptions(isolation())).all(),
                "can't list the offsets of " + asked.keySet());
    }

    /** Consumers of committed records end at the last stable offset. */
    private IsolationLevel isolation() {
        return "read_committed".equalsIgnoreCase(properties.getProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    private synchronized AdminClient admin() {
        if (closed) {
            throw new KafkaFailure("the source was closed");
        }
        if (admin == null) {
            try {
                admin = AdminClients.create(properties);
            } catch (org.apache.kafka.common.KafkaException refused) {
                throw KafkaFailure.of("can't connect to Kafka", refused, properties);
            }
        }
        return admin;
    }

    /** The brokers may have other addresses now: the next question begins from the bootstrap servers. */
    private synchronized void forget() {
        if (admin != null && !closed) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }

    private <T> T answer(KafkaFuture<T> future, String failed) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof TimeoutException) {
                forget();
            }
            throw KafkaFailure.of(failed, failure.getCause(), properties);
        } catch (InterruptedException closing) {
            throw new InterruptException(closing);
        }
    }

    @Override
    public void close() {
        AdminClient open;
        synchronized (this) {
            closed = true;
            open = admin;
        }
        if (open != null) {
            open.close(CLOSE_TIMEOUT);
        }
    }
}
