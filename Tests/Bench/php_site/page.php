<?php
// The least that PHP can answer.
header('Content-Type: text/plain');
echo "hello\n";
