package dev.weft.connector.kafka.source.enumerator;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** What a source reads: topics by name, topics by a pattern, or single partitions. Immutable. */
public sealed interface Subscription extends Serializable {

    /** All partitions of the named topics. */
    record Topics(TreeSet<String> names) implements Subscription {
        public Topics(List<String> names) {
            this(new TreeSet<>(names));
        }

        @Override
        public String toString() {
            return "topics " + names;
        }
    }

    /** All partitions of the topics whose whole name matches. */
    record Matching(Pattern pattern) implements Subscription {
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
        public String toString() {
            return "partitions " + partitions;
        }
    }

    /** The topics to be described, given all that exist; those are asked for only where a pattern needs them. */
    default Set<String> topics(Supplier<Set<String>> existing) {
        if (this instanceof Topics topics) {
            return topics.names();
        }
        if (this instanceof Partitions single) {
            Set<String> names = new TreeSet<>();
            single.partitions().forEach(partition -> names.add(partition.topic()));
            return names;
        }
        Predicate<String> matches = ((Matching) this).pattern().asMatchPredicate();
        Set<String> names = new TreeSet<>();
        existing.get().stream().filter(matches).forEach(names::add);
        return names;
    }
}
