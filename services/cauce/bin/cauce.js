#!/usr/bin/env node
import '../../../deploy/scripts/cauce.mjs';
