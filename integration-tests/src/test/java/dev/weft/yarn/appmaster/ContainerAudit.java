package dev.weft.yarn.appmaster;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.simulation.kernel.Peek;
import java.util.Map;
import java.util.Optional;

/**
 * Invariant check of the container ledger, run between two steps of a simulation: it knows every container that runs, and
 * the number of outstanding requests is the number of missing containers.
 */
public final class ContainerAudit {

    private final SimulatedYarn yarn;
    private final ContainerLedger ledger;
    private final Map<WorkerSpec, Integer> demand;
    private final Map<WorkerSpec, Integer> asked;
    private final Map<ExecutorId, ?> held;

    ContainerAudit(SimulatedYarn yarn, YarnResourceProvider provider) {
        this.yarn = yarn;
        ledger = Peek.at(provider, "ledger");
        demand = Peek.at(ledger, "demand");
        asked = Peek.at(ledger, "asked");
        held = Peek.at(ledger, "held");
    }

    /** What is wrong, if something is. */
    public Optional<String> check() {
        for (ExecutorId running : yarn.runningContainers()) {
            if (!held.containsKey(running)) {
                return Optional.of("I-CONT: " + running + " runs, and the ledger does not know it");
            }
        }
        int wanted = demand.values().stream().mapToInt(Integer::intValue).sum();
        int outstanding = asked.values().stream().mapToInt(Integer::intValue).sum();
        boolean gaveUp = Peek.at(ledger, "fatal");
        return gaveUp || outstanding == Math.max(0, wanted - ledger.live())
                ? Optional.empty()
                : Optional.of("I-CONT: " + wanted + " containers are wanted, " + ledger.live() + " there, "
                        + outstanding + " asked for");
    }
}
