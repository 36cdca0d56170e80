/**
 * Restart and failover strategies: what is restarted after a failure, when, and how often. Pure: time is passed in,
 * decisions are returned as values. Entry classes: {@link dev.weft.engine.jobmaster.failover.RestartStrategy}, {@link
 * dev.weft.engine.jobmaster.failover.FailoverRegions}. Used by a JobMaster on its loop. May import common,
 * configuration and graph; never the JobMaster.
 */
package dev.weft.engine.jobmaster.failover;
