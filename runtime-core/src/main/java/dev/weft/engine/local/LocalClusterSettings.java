package dev.weft.engine.local;

import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.resourcemanager.ResourceSettings.Times;

/**
 * Settings of an in-process cluster.
 *
 * @param slotsPerExecutor slots of each executor
 * @param balance how jobs are spread over executors
 * @param times deadlines
 */
public record LocalClusterSettings(int slotsPerExecutor, Balance balance, Times times) {

    /** Executors of so many slots, filled one after the other. */
    public static LocalClusterSettings ofSlots(int slotsPerExecutor) {
        return new LocalClusterSettings(slotsPerExecutor, Balance.FILL, Times.defaults());
    }
}
