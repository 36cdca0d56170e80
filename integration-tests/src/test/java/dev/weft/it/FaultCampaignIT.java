package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.faults.ShortCampaign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A short run of {@code integration-tests/faults}. */
class FaultCampaignIT {

    @RegisterExtension
    final OnCluster on = new OnCluster(ShortCampaign.PATIENCE);

    @Test
    void nothingIsLostOrDoubledWhenAnExecutorDiesInACommitAndHdfsIsCutOff() throws Exception {
        assertThat(ShortCampaign.run(on.cluster(), on.directory())).isTrue();
    }
}
