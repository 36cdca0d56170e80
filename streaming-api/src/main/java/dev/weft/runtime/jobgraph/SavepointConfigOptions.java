package dev.weft.runtime.jobgraph;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.core.execution.RestoreMode;

/** Options of the savepoint that a job begins with, under their older names; see {@link StateRecoveryOptions}. */
public class SavepointConfigOptions {

    public static final ConfigOption<String> SAVEPOINT_PATH = StateRecoveryOptions.SAVEPOINT_PATH;
    public static final ConfigOption<Boolean> SAVEPOINT_IGNORE_UNCLAIMED_STATE =
            StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE;
    public static final ConfigOption<RestoreMode> RESTORE_MODE = StateRecoveryOptions.RESTORE_MODE;

    public SavepointConfigOptions() {}
}
