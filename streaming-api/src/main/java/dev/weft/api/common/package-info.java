/**
 * What every program and every connector shares: identities, statuses, settings and results of jobs. Plain values;
 * may import the neighbouring API packages, never the engine.
 */
package dev.weft.api.common;
