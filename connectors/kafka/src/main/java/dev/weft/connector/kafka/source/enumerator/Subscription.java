package dev.weft.connector.kafka.source.enumerator;

import dev.weft.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What a source reads: topics by name, topics by a pattern, single partitions, or what a subscriber says. Immutable. */
public sealed interface Subscription extends Serializable {

    /** What is found by describing topics. */
    sealed interface Described extends Subscription {
        /**
         * The topics to be described.
         *
         * @param existing gives the names of all topics; asked only where a pattern needs them
         */
        Set<String> topics(Supplier<Set<String>> existing);
    }

    /** The partitions that the program's own code gives. */
    record BySubscriber(KafkaSubscriber subscriber) implements Subscription {
        @Override
        public String toString() {
            return "partitions that the subscriber " + subscriber.getClass().getName() + " gives";
        }
    }

    /** All partitions of the named topics. */
    record Topics(TreeSet<String> names) implements Described {
        public Topics(List<String> names) {
            this(new TreeSet<>(names));
        }

        @Override
        public Set<String> topics(Supplier<Set<String>> existing) {
            return names;
        }

        @Override
        public String toString() {
            return "topics " + names;
        }
    }

    /** All partitions of the topics whose whole name matches. */
    record Matching(Pattern pattern) implements Described {
        @Override
        public Set<String> topics(Supplier<Set<String>> existing) {
            return existing.get().stream().filter(pattern.asMatchPredicate()).collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return "topics that match " + pattern;
        }
    }

    /** These partitions. */
    record Partitions(HashSet<TopicPartition> partitions) implements Described {
        public Partitions(Set<TopicPartition> partitions) {
            this(new HashSet<>(partitions));
        }

        @Override
        public Set<String> topics(Supplier<Set<String>> existing) {
            return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return "partitions " + partitions;
        }
    }
}
