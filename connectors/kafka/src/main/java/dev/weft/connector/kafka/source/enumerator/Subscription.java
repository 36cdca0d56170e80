package dev.weft.connector.kafka.source.enumerator;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What a source reads: topics by name, topics by a pattern, or single partitions. Immutable. */
public sealed interface Subscription extends Serializable {

    /**
     * The topics to be described.
     *
     * @param existing gives the names of all topics; asked only where a pattern needs them
     */
    Set<String> topics(Supplier<Set<String>> existing);

    /** All partitions of the named topics. */
    record Topics(TreeSet<String> names) implements Subscription {
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
    record Matching(Pattern pattern) implements Subscription {
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
    record Partitions(HashSet<TopicPartition> partitions) implements Subscription {
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
