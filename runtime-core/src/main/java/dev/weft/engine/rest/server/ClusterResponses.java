package dev.weft.engine.rest.server;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.ClusterOverview;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.ExecutorView;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Builds the REST responses about the cluster as a whole from a {@link ClusterView}. */
final class ClusterResponses {

    private static final long REFRESH_MS = 3000;

    private final Release release;
    private final boolean cancelEnabled;

    ClusterResponses(Release release, boolean cancelEnabled) {
        this.release = release;
        this.cancelEnabled = cancelEnabled;
    }

    ClusterOverview overview(ClusterView view) {
        return new ClusterOverview(
                view.executors().size(),
                view.executors().stream().mapToInt(ExecutorView::slots).sum(),
                view.executors().stream().mapToInt(ExecutorView::freeSlots).sum(),
                (int) view.jobs().stream().filter(job -> !job.isTerminal()).count(),
                count(view, JobStatus.FINISHED),
                count(view, JobStatus.CANCELED),
                count(view, JobStatus.FAILED),
                release.version(),
                release.revision());
    }

    private static int count(ClusterView view, JobStatus status) {
        return (int) view.jobs().stream().filter(job -> job.status() == status).count();
    }

    Json config() {
        ZonedDateTime now = ZonedDateTime.now();
        return Json.object()
                .put("refresh-interval", REFRESH_MS)
                .put("timezone-name", now.getZone().getDisplayName(TextStyle.FULL, Locale.ROOT))
                .put("timezone-offset", now.getOffset().getTotalSeconds() * 1000)
                .put("flink-version", release.version())
                .put("flink-revision", release.revision())
                .put(
                        "features",
                        Json.object()
                                .put("web-submit", false)
                                .put("web-cancel", cancelEnabled)
                                .put("web-rescale", false)
                                .put("web-history", false)
                                .build())
                .build();
    }
}
