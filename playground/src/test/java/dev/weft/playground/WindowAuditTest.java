package dev.weft.playground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowAuditTest {

    private final WindowAudit audit = new WindowAudit();

    private void window(int number, String page, long count) {
        audit.add(new ClickEventStatistics(
                Clicks.START.plus(Clicks.WINDOW.multipliedBy(number)).toString(),
                Clicks.START.plus(Clicks.WINDOW.multipliedBy(number + 1L)).toString(),
                page,
                count));
    }

    private void windowOfAllPages(int number) {
        Clicks.PAGES.forEach(page -> window(number, page, 1000));
    }

    @Test
    void acceptsEachWindowOfEachPageOnce() {
        windowOfAllPages(0);
        windowOfAllPages(1);
        window(2, "/help", 1000);

        assertThat(audit.faults()).isEmpty();
        assertThat(audit.completeWindows()).isEqualTo(2);
        assertThat(audit.results()).isEqualTo(13);
    }

    @Test
    void findsAMissingWindowAlsoTheFirst() {
        windowOfAllPages(1);
        windowOfAllPages(3);

        assertThat(audit.faults())
                .hasSize(12)
                .contains(
                        "/help, window of 2026-01-01T00:00:00Z: missing",
                        "/help, window of 2026-01-01T00:00:30Z: missing");
    }

    @Test
    void findsARepeatedWindow() {
        windowOfAllPages(0);
        window(0, "/shop", 1000);

        assertThat(audit.faults())
                .containsExactly("/shop, window of 2026-01-01T00:00:00Z: written 2 times, with counts [1000, 1000]");
    }

    @Test
    void findsWrongCountsWindowsAndPages() {
        windowOfAllPages(0);
        window(1, "/news", 999);
        window(1, "/jobs", 1000);
        window(2, "/nowhere", 1000);
        audit.add(new ClickEventStatistics("2026-01-01T00:00:20Z", "2026-01-01T00:00:35Z", "/jobs", 1000));

        assertThat(audit.faults())
                .containsExactly(
                        "/nowhere: there is no such page",
                        "/jobs, window of 2026-01-01T00:00:20Z: no window begins there",
                        "/news, window of 2026-01-01T00:00:15Z: 999 clicks, not 1000");
    }
}
