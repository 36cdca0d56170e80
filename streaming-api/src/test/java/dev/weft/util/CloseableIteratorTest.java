package dev.weft.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing may be interrupted
final class CloseableIteratorTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void whatIsLeftGoesToWhoeverClosesIt() throws Exception {
        CloseableIterator<String> iterator = CloseableIterator.fromList(List.of("a", "b", "c"), seen::add);
        assertThat(iterator.next()).isEqualTo("a");
        iterator.close();
        assertThat(seen).containsExactly("b", "c");
    }

    @Test
    void flattenedIteratorsFollowEachOtherAndAreAllClosed() {
        CloseableIterator<String> first =
                CloseableIterator.adapterForIterator(List.of("a").iterator(), () -> {
                    throw new IllegalStateException("first");
                });
        CloseableIterator<String> second =
                CloseableIterator.adapterForIterator(List.of("b").iterator(), () -> seen.add("second"));
        CloseableIterator<String> all = CloseableIterator.flatten(first, CloseableIterator.empty(), second);
        List<String> elements = new ArrayList<>();
        all.forEachRemaining(elements::add);
        assertThat(elements).containsExactly("a", "b");
        assertThatThrownBy(all::close).hasMessage("first");
        assertThat(seen).containsExactly("second");
    }
}
