package dev.weft.streaming.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.java.tuple.Tuple2;
import dev.weft.util.Collector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenizerTest {
    @Test
    void linesAreSplitIntoLowerCaseWords() {
        List<Tuple2<String, Integer>> words = new ArrayList<>();
        new WordCount.Tokenizer().flatMap("  \"To be, or NOT--to be?\" 'tis_1", new ListCollector<>(words));

        assertThat(words).extracting(word -> word.f0).containsExactly("to", "be", "or", "not", "to", "be", "tis_1");
        assertThat(words).allMatch(word -> word.f1 == 1);
    }

    private record ListCollector<T>(List<T> collected) implements Collector<T> {
        @Override
        public void collect(T element) {
            collected.add(element);
        }

        @Override
        public void close() {}
    }
}
