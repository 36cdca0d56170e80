package dev.weft.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.heap.HashMapBackend;
import org.junit.jupiter.api.Test;

class StateBackendsTest {

    private static Configuration named(String name) {
        return new Configuration().set(StateBackendOptions.STATE_BACKEND, name);
    }

    @Test
    void theHeapIsFoundByEveryNameThatItHasHadInAnyCapitals() {
        for (String name :
                new String[] {"hashmap", "HashMap", "HASHMAP", "filesystem", "FileSystem", "jobmanager", "memory"}) {
            assertThat(StateBackends.of(named(name))).as(name).isInstanceOf(HashMapBackend.class);
            StateBackends.check(named(name));
        }
        Configuration formerKey = new Configuration();
        formerKey.setString("state.backend", "filesystem");
        assertThat(StateBackends.of(formerKey)).isInstanceOf(HashMapBackend.class);
    }

    @Test
    void aFormerNameIsExplainedAndATodaysIsNot() {
        assertThat(StateBackends.explanation(named("FileSystem")))
                .hasValue("state.backend.type is 'FileSystem', a former name: keyed state is kept on the heap by"
                        + " hashmap. The name once said too where checkpoints go, which state.checkpoints.dir says"
                        + " today");
        assertThat(StateBackends.explanation(named("hashmap"))).isEmpty();
        assertThat(StateBackends.explanation(named("RocksDB"))).isEmpty();
        assertThat(StateBackends.explanation(new Configuration())).isEmpty();
    }

    @Test
    void aNameThatNobodyHasHadIsRefusedAsItWasWritten() {
        assertThatThrownBy(() -> StateBackends.of(named("RockDB")))
                .isInstanceOf(WeftException.class)
                .hasMessage("state.backend.type is 'RockDB'; installed here are hashmap");
    }
}
